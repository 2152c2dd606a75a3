import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Docker: images, the daemon and services. */
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
    id: "docker/push-denied",
    category: "permission",
    severity: "high",
    confidence: 0.95,
    pattern:
      /failed to push (?<name>\S+?): (?:.{0,300}\b)?(?:denied|unauthorized|insufficient_scope|[Ff]orbidden)\b|^denied: (?<text>permission_denied: .+|requested access to the resource is denied)|^unauthorized: (?<other>.{0,200})$/,
    title: "The registry does not let the job push {name}",
    cause:
      "The image was built; the job is not signed in to the registry, or what it is signed in as may not write there.",
    todo: "Give the job the right to write to the registry, or sign in before the push",
    why: "Rights are given in the settings of the registry or of the workflow (`permissions: packages: write` for ghcr.io).",
  }),
  told({
    id: "docker/copy-missing",
    category: "container_build",
    confidence: 0.94,
    pattern:
      /failed to (?:calculate checksum of ref|compute cache key).*?"(?<name>\/?[^"]+)": not found|COPY failed: .*?(?:stat )?(?<other>\S+): (?:no such file|file does not exist)|^(?:ERROR: |failed to |#\d+ ).*lstat (?<third>\S+): no such file/,
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
    id: "docker/no-such-platform",
    category: "container_build",
    severity: "high",
    confidence: 0.95,
    pattern: /no match for platform in manifest|no matching manifest for (?<name>\S+)/,
    title: "The image is not published for the job's kind of machine {name}",
    cause: "Its registry has it for other processors or systems only.",
    todo: "Choose an image that is published for it, or build with `--platform`",
    why: "Which of the two is a decision.",
  }),
  told({
    id: "docker/compose-file",
    category: "configuration",
    confidence: 0.94,
    pattern:
      /^(?:validating (?<file>\S+): )?(?<text>\S+ (?:Additional property \S+ is not allowed|must be an? \S.+)|services\.\S+ .+)$/,
    title: "The compose file is not valid: {text}",
    cause: "Compose does not know what stands there.",
    todo: "Mend the compose file",
    why: "What was meant, the log does not say.",
    when: (found) => found.field("file") !== "" || /Additional property/.test(found.field("text")),
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
    id: "docker/service-password",
    category: "missing_secret",
    severity: "high",
    confidence: 0.93,
    pattern:
      /Database is uninitialized and (?:superuser )?password (?:option )?is not specified|You need to specify one of .{0,60}\b(?:MYSQL|MARIADB)_ROOT_PASSWORD/,
    title: "The database of the job was given no password to start with",
    cause: "The image of the database ends at once when the variable that sets its first password is empty or missing.",
    todo: "Set the variable that the lines below name in the service's `env`",
    why: "Often it comes from a secret that the run does not have, as runs of forks never do.",
  }),
  told({
    id: "docker/service-unhealthy",
    category: "infrastructure",
    confidence: 0.93,
    pattern: /dependency failed to start: container (?<name>\S+) (?:is unhealthy|exited)/,
    title: "The service `{name}` did not become healthy",
    cause: "It ended, or did not pass its health check in time; what waits for it was not started.",
    todo: "Look at the logs of the service",
    why: "They are not in the log of the job.",
  }),
];
