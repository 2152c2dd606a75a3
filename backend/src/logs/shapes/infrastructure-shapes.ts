import type { Shape } from "./shape.ts";

/** Terraform, Docker, Kubernetes, git, the shell's own refusals and the network. */
export const INFRASTRUCTURE_SHAPES: readonly Shape[] = [
  {
    id: "terraform-error",
    reason: "Terraform error",
    role: "cause",
    weight: 0.94,
    start: /^[│|] Error: \S/,
    continues: /^[│╵|]/,
    before: /^╷$/,
    mergeWithin: 3,
  },
  {
    id: "terraform-warning",
    reason: "warning",
    role: "consequence",
    weight: 0.05,
    start: /^[│|] Warning: \S/,
    continues: /^[│╵|]/,
  },
  {
    id: "terraform-plain-error",
    reason: "Terraform error",
    role: "cause",
    weight: 0.85,
    start: /^Error: \S/,
    unless: /^Error: (?:Process completed|Terraform exited|The process '|Command failed)/,
    continues: /^(?:\s|$)/,
    confirm: /^\s+(?:on \S{1,200}\.(?:tf|tfvars|hcl) line \d+|with \S{1,200},$)/,
    gap: 1,
    mergeWithin: 2,
  },
  {
    id: "docker-step",
    reason: "failing build step",
    role: "cause",
    weight: 0.9,
    start: /^\s?> \[.{1,200}\] (?:RUN|COPY|ADD|FROM|WORKDIR)\b.{0,1500}:$/,
    continues: /^/,
    last: /^-{4,}$/,
    mergeWithin: 1,
  },
  {
    id: "docker-error",
    reason: "image does not build",
    role: "consequence",
    weight: 0.62,
    start:
      /^(?:ERROR: (?:failed to (?:solve|build)|Service '|process "|.{1,100}failed to )|The command '.{1,1500}' returned a non-zero code|failed to solve: |#\d+ ERROR: |error: failed to solve|target \S+: failed to solve|Dockerfile parse error|ERROR: failed to)/,
    continues: /^\s+\S/,
  },
  {
    id: "docker-daemon",
    reason: "Docker error",
    role: "cause",
    weight: 0.69,
    start:
      /^(?:docker: )?(?:Error response from daemon: |Cannot connect to the Docker daemon|invalid reference format|manifest unknown|.{0,200}pull access denied|no matching manifest|denied: requested access|unauthorized: )/,
  },
  {
    id: "kubernetes-error",
    reason: "Kubernetes error",
    role: "cause",
    weight: 0.69,
    start:
      /^(?:Error: (?:UPGRADE FAILED|INSTALLATION FAILED|release |chart |failed to download|YAML parse|execution error|template:|values don't meet)|Error from server|error: (?:error validating|unable to (?:recognize|connect)|timed out waiting|the server doesn't|resource mapping|no objects passed)|The \w+ ".{1,200}" is invalid|Unable to connect to the server)/,
    continues: /^\s+\S/,
  },
  {
    id: "command-not-found",
    reason: "command not found",
    role: "cause",
    weight: 0.69,
    start:
      /^(?:\S{1,300}: )?(?:line \d+: |\d+: )?.{0,120}: (?:command not found|not found|No such file or directory|inaccessible or not found)$|^'.{1,100}' is not recognized as an internal|^.{1,200}: The term '.{1,100}' is not recognized|^(?:\S+: )?exec: ".{1,100}": executable file not found|^env: .{1,100}: No such file|: bad interpreter: /,
    unless: /^(?:ls|find|cat|grep|rm|stat|du|tar|cp|mv): |^\s|ldconfig|WARNING|warning:/i,
    mergeWithin: 1,
  },
  {
    id: "permission-denied",
    reason: "permission denied",
    role: "cause",
    weight: 0.69,
    start:
      /(?:: Permission denied\b|\bEACCES\b|\bEPERM\b|Operation not permitted|permission denied while trying|Permission to \S+ denied to|Resource not accessible by integration|403 Forbidden|AccessDenied)/,
    continues: /^\s{2,}at /,
  },
  {
    id: "network",
    reason: "network error",
    role: "cause",
    weight: 0.68,
    start:
      /(?:Could not resolve host|Temporary failure in name resolution|Name or service not known|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|\b(?:ECONNRESET|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH)\b|Connection (?:refused|reset by peer|timed out)|connection (?:refused|reset by peer)|i\/o timeout|TLS handshake timeout|no such host|Network is unreachable|The requested URL returned error: [45]\d\d|HTTP (?:Error |\/?[\d.]* )?(?:429|50[0234])\b|\b50[234] (?:Service Unavailable|Bad Gateway|Gateway Time-?out|Server Error)|429 Too Many Requests|unexpected EOF|context deadline exceeded|SSL_ERROR|certificate (?:verify failed|has expired|signed by unknown)|curl: \(\d+\)|wget: |Read timed out|Max retries exceeded|status code:? (?:429|50[0234])|toomanyrequests|RPC failed; curl|early EOF|Failed to fetch \S)/,
    unless: /^\s+at |retrying|will retry|attempt \d+ of|WARNING: Retrying/i,
    mergeWithin: 1,
  },
  {
    id: "git-error",
    reason: "git error",
    role: "cause",
    weight: 0.69,
    start:
      /^(?:fatal: |error: (?:pathspec|failed to push|Your local changes|could not (?:apply|lock)|unable to (?:create|read)|Server does not allow|cannot )|CONFLICT \(|ERROR: Repository not found|ERROR: Error (?:cloning|fetching)|FATAL: Could not (?:checkout|fetch)|! \[(?:remote )?rejected\]|remote: (?:error|Permission|Repository not found|Invalid)|batch response: |error: RPC failed|Error downloading object)/,
    continues:
      /^(?:\s|hudson\.plugins|stdout:|stderr:|To add an exception|fatal: |error: |$|Also:|Caused|tar: |hint: |Something went wrong|ERROR: Error (?:cloning|fetching)|\s+at |Please make sure)/,
    mergeWithin: 1,
  },
  {
    id: "apt-error",
    reason: "package installation failed",
    role: "cause",
    weight: 0.69,
    start:
      /^(?:E: (?!Unable to correct)|Error: No (?:such formula|available formula|package)|Err:\d+ |No package .{1,100} available|Error: Unable to find a match|nothing provides |==> .{0,60}Error)/,
    continues: /^(?:E: | {2}\S)/,
  },
];
