import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Docker, Kubernetes, Helm and Terraform. */
export const CONTAINERS: readonly Rule[] = [
  told({
    id: "docker/no-such-image",
    category: "container_build",
    severity: "high",
    confidence: 0.94,
    pattern:
      /(?:manifest for (?<name>\S+) not found|pull access denied for (?<third>[\w./-]+)|manifest unknown|failed to resolve source metadata for (?<fourth>\S+?):? )/,
    title: "The image `{name|third|fourth}` cannot be pulled",
    cause: "Its name or tag does not exist, or it is private.",
    todo: "Correct the image's name or tag, or sign in to its registry",
    why: "Which tag is meant, the log does not say.",
  }),
  told({
    id: "docker/copy-missing",
    category: "container_build",
    confidence: 0.94,
    pattern:
      /failed to (?:calculate checksum of ref|compute cache key).*?"(?<name>\/?[^"]+)": not found|COPY failed: .*?(?<other>\S+): no such file|lstat (?<third>\S+): no such file/,
    title: "The image copies `{name|other|third}`, which is not in the build context",
    cause: "The file is missing, ignored by .dockerignore, or outside of the context.",
    todo: "Correct the path or the context",
    why: "Which of these it is, the log does not say.",
  }),
  told({
    id: "docker/daemon",
    category: "infrastructure",
    confidence: 0.93,
    pattern: /Cannot connect to the Docker daemon|docker daemon is not running|dial unix \/var\/run\/docker\.sock/,
    title: "Docker does not run on the machine of the job",
    cause: "The Docker daemon is not started, or the job may not reach it.",
    todo: "Use a machine with Docker, or start the service",
    why: "It is a setting of the job, not of the repository.",
  }),
  told({
    id: "docker/syntax",
    category: "container_build",
    confidence: 0.94,
    pattern:
      /[Dd]ockerfile parse error (?:on )?line (?<line>\d+): (?<text>.+)|failed to solve: .*unknown instruction: (?<other>\S+)/,
    title: "The Dockerfile cannot be read: {text|other}",
    cause: "It has a line that is no instruction.",
    todo: "Mend the Dockerfile",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "docker/build",
    category: "container_build",
    severity: "high",
    confidence: 0.75,
    pattern:
      /process "(?:\/bin\/sh -c )?(?<run>[^"]+)" did not complete successfully: exit code: (?<code>\d+)|^The command '(?:\/bin\/sh -c )?(?<other>.+)' returned a non-zero code: \d+|failed to solve: (?<text>.+)/,
    title: "The image does not build: {run|other|text}",
    cause: "A step of the Dockerfile fails.",
    todo: "Mend the step that fails",
    why: "The step's own output above says why.",
  }),
  told({
    id: "kubernetes/error",
    category: "infrastructure",
    confidence: 0.85,
    pattern:
      /^(?:Error: (?<text>(?:UPGRADE|INSTALLATION) FAILED: .+)|Error from server(?: \((?<kind>\w+)\))?: (?<other>.+)|error: (?<third>timed out waiting for the condition.*))/,
    title: "Kubernetes refuses: {text|other|third}",
    cause: "The cluster did not accept or finish the deployment.",
    todo: "Look at what the cluster says of it",
    why: "The state of the cluster is not in the log.",
  }),
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
    id: "terraform/error",
    category: "configuration",
    confidence: 0.9,
    pattern: /^(?:[│|] )?Error: (?<text>(?!Process completed|Terraform exited).+)/,
    title: "Terraform: {text}",
    cause: "The configuration does not hold together, or a provider refuses it.",
    todo: "Mend what Terraform names",
    why: "What was meant, the log does not say.",
    when: (found) =>
      found.below(/^(?:[│|] )?\s+(?:on \S+\.(?:tf|tfvars|hcl) line \d+|with [\w.[\]"-]+,)/, 6) !== undefined ||
      /^[│|]/.test(found.field("0")),
  }),
];
