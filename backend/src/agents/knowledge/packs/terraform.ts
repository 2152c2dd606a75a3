import type { Found, Rule } from "../rule.ts";
import { told } from "../told-rule.ts";
import { ran } from "./checks.ts";

const PLACE = /^(?:[│|] )?\s+(?:on (?<file>\S+\.(?:tf|tfvars|hcl)) line \d+|with [\w.[\]"-]+,)/;
const isBoxed = (found: Found) => /^[│|]/.test(found.field("0"));

/** Terraform and OpenTofu. */
export const TERRAFORM: readonly Rule[] = [
  told({
    id: "terraform/lock-file",
    category: "lockfile",
    confidence: 0.94,
    pattern:
      /Error: (?:Inconsistent dependency lock file|Failed to install provider|Missing or corrupted provider plugins)/,
    title: "Terraform's lock file does not match the providers",
    cause: "A provider was added or moved without .terraform.lock.hcl.",
    todo: "Bring the lock file up to date",
    why: "`terraform init` writes what the configuration asks for.",
    script: () => ["terraform init -backend=false -input=false"],
    network: true,
    when: (found) => found.field("0").includes("Inconsistent"),
  }),
  told({
    id: "terraform/state-lock",
    category: "infrastructure",
    confidence: 0.94,
    pattern: /Error: Error acquiring the state lock/,
    title: "Another run holds the lock of Terraform's state",
    cause: "It is still at work, or it died without giving the lock free.",
    todo: "Wait for the other run, or find out whether it is dead",
    why: "Breaking the lock of a living run can destroy the state.",
  }),
  told({
    id: "terraform/unformatted-file",
    category: "format",
    severity: "low",
    confidence: 0.94,
    pattern: /^(?<file>[\w@./+-]+\.(?:tf|tfvars|tofu|hcl))$/,
    title: "{file} is not formatted as Terraform would",
    cause: "`terraform fmt -check` lists the files that it would write differently.",
    todo: "Run terraform fmt",
    why: "Only the layout changes.",
    script: (found) => (ran(found, /(?:terraform(?:-bin)?|tofu) fmt|fmt -check/) ? ["terraform fmt -recursive"] : null),
  }),
  told({
    id: "terraform/provider-not-available",
    category: "network",
    confidence: 0.94,
    pattern: /Error: Failed to query available provider packages/,
    title: "Terraform cannot get a provider",
    cause: "The registry did not answer, or it has no such provider or version.",
    todo: "Look at what the registry answered",
    why: "The lines below the error say which of the two it is.",
  }),
  told({
    id: "terraform/not-initialised",
    category: "configuration",
    confidence: 0.94,
    pattern:
      /Error: (?<text>Missing required provider|Module not installed|Backend initialization required.*|Could not load plugin)/,
    title: "Terraform was not initialised: {text}",
    cause: "The job runs Terraform before `terraform init`, or init did not see this folder.",
    todo: "Run terraform init before, in the same folder",
    why: "Where the job has to do it, the log does not say.",
  }),
  told({
    id: "terraform/module-missing",
    category: "configuration",
    confidence: 0.93,
    pattern:
      /Error: (?<text>Unreadable module directory|Module not found|Failed to download module|Unresolvable module.*)/,
    title: "Terraform cannot read a module: {text}",
    cause: "Its source names a folder or an address that does not exist or may not be read.",
    todo: "Correct the module's source",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "terraform/variable-not-set",
    category: "missing_secret",
    confidence: 0.94,
    pattern: /Error: No value for required variable/,
    title: "Terraform was not given the value of a required variable",
    cause: "The variable has no default, and the job sets none; often it comes from a secret.",
    todo: "Give the variable in the job",
    why: "Its value is known to people only. Runs of forks never get secrets.",
  }),
  told({
    id: "terraform/credentials",
    category: "missing_secret",
    severity: "high",
    confidence: 0.95,
    pattern:
      /Error: (?:.*no valid credential sources|.*could not find default credentials|.*unable to build authorizer|.*building (?:AzureRM|ARM) Client|Invalid provider configuration.*credential)/i,
    title: "Terraform has no credentials for the cloud",
    cause: "The job has no credentials, or they are not valid.",
    todo: "Give the job the credentials",
    why: "They are secrets. Runs of forks never get them.",
  }),
  told({
    id: "terraform/test",
    category: "test_failure",
    confidence: 0.94,
    pattern:
      /^(?:[│|] )?Error: (?<text>Test assertion failed|Resource (?:pre|post)condition failed|Check block assertion failed|Invalid value for variable)/,
    title: "Terraform: {text}",
    cause: "A condition that the configuration itself sets does not hold.",
    todo: "Decide whether the condition or the value is wrong",
    why: "The log shows both; which is right, a person has to say.",
    when: (found) => found.below(PLACE, 6) !== undefined || isBoxed(found),
  }),
  told({
    id: "terraform/tflint",
    category: "lint",
    severity: "low",
    confidence: 0.94,
    pattern:
      /^(?:(?<file>\S+\.(?:tf|hcl)):(?<line>\d+):\d+: )?(?:Warning|Error|Notice)(?: -|:) (?<text>.+) \((?<rule>[a-z0-9]+(?:_[a-z0-9]+)+)\)$/,
    title: "tflint: {text} ({rule})",
    cause: "The configuration breaks a rule of tflint.",
    todo: "Mend what tflint names",
    why: "Whether to change the configuration or the rule is a decision.",
  }),
  told({
    id: "terraform/error",
    category: "configuration",
    confidence: 0.9,
    pattern: /^(?:[│|] )?Error: (?<text>(?!Process completed|Terraform exited).+)/,
    title: "Terraform: {text}",
    cause: "The configuration does not hold together, or a provider refuses it.",
    todo: "Mend what Terraform names",
    why: "What was meant, the log does not say.",
    when: (found) => found.below(PLACE, 6) !== undefined || isBoxed(found),
  }),
];
