import { BUNDLERS } from "./packs/bundlers.ts";
import { CHECKS } from "./packs/checks.ts";
import { CLOCKS } from "./packs/clocks.ts";
import { CLOUDS } from "./packs/clouds.ts";
import { CODE_CHECKS } from "./packs/code-checks.ts";
import { CONFIGURATION } from "./packs/configuration.ts";
import { CONTAINERS } from "./packs/containers.ts";
import { GIT } from "./packs/git.ts";
import { GITHUB_ACTIONS } from "./packs/github-actions.ts";
import { GO } from "./packs/go.ts";
import { GO_TOOLS } from "./packs/go-tools.ts";
import { JAVA } from "./packs/java.ts";
import { KUBERNETES } from "./packs/kubernetes.ts";
import { LANGUAGES } from "./packs/languages.ts";
import { LINT } from "./packs/lint.ts";
import { MACHINE } from "./packs/machine.ts";
import { NATIVE } from "./packs/native.ts";
import { NETWORK } from "./packs/network.ts";
import { NODE } from "./packs/node.ts";
import { PYTHON } from "./packs/python.ts";
import { PYTHON_PACKAGES } from "./packs/python-packages.ts";
import { PYTHON_TOOLS } from "./packs/python-tools.ts";
import { RELEASES } from "./packs/releases.ts";
import { RUBY_PHP } from "./packs/ruby-php.ts";
import { RUST } from "./packs/rust.ts";
import { SECURITY_CHECKS } from "./packs/security-checks.ts";
import { SERVICES } from "./packs/services.ts";
import { SHELL } from "./packs/shell.ts";
import { SITES } from "./packs/sites.ts";
import { SWIFT } from "./packs/swift.ts";
import { SYSTEM_PACKAGES } from "./packs/system-packages.ts";
import { TERRAFORM } from "./packs/terraform.ts";
import { TESTS } from "./packs/tests.ts";
import { TYPESCRIPT } from "./packs/typescript.ts";
import type { Rule } from "./rule.ts";

/** Every rule; where two match the same line, the surer one speaks, and of two as sure the earlier one. */
export const ALL_RULES: readonly Rule[] = [
  ...CONFIGURATION,
  ...PYTHON,
  ...TYPESCRIPT,
  ...NODE,
  ...BUNDLERS,
  ...LINT,
  ...CODE_CHECKS,
  ...PYTHON_TOOLS,
  ...PYTHON_PACKAGES,
  ...CHECKS,
  ...SECURITY_CHECKS,
  ...GO_TOOLS,
  ...GO,
  ...JAVA,
  ...RUST,
  ...SWIFT,
  ...NATIVE,
  ...LANGUAGES,
  ...GITHUB_ACTIONS,
  ...GIT,
  ...SHELL,
  ...CLOCKS,
  ...SERVICES,
  ...CLOUDS,
  ...RELEASES,
  ...SITES,
  ...NETWORK,
  ...MACHINE,
  ...TERRAFORM,
  ...KUBERNETES,
  ...CONTAINERS,
  ...RUBY_PHP,
  ...SYSTEM_PACKAGES,
  ...TESTS,
];
