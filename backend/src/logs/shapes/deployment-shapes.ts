import type { Shape } from "./shape.ts";

/** Docker, Ansible and Kubernetes. */
export const DEPLOYMENT_SHAPES: readonly Shape[] = [
  {
    id: "docker-step",
    reason: "failing build step",
    role: "cause",
    weight: 0.9,
    tellsAll: true,
    start: /^\s?> \[.{1,200}\] (?:RUN|COPY|ADD|FROM|WORKDIR)\b.{0,1500}:$/,
    continues: /^/,
    stop: /^-{4,}$/,
    confirm: /\S/,
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
    needs: [
      "daemon",
      "invalid reference format",
      "manifest unknown",
      "pull access denied",
      "no matching manifest",
      "requested access",
      "unauthorized: ",
    ],
    start:
      /^(?:docker: )?(?:Error response from daemon: |Cannot connect to the Docker daemon|invalid reference format|manifest unknown|.{0,200}pull access denied|no matching manifest|denied: requested access|unauthorized: )/,
  },
  {
    id: "ansible-ignored",
    reason: "ignored failure",
    role: "noise",
    weight: 0.05,
    start: /^fatal: \[[^\]]{1,200}\]: (?:FAILED|UNREACHABLE)!/,
    continues: /^\.\.\.ignoring/,
    confirm: /^\.\.\.ignoring/,
  },
  {
    id: "ansible-task",
    reason: "failing task",
    role: "cause",
    weight: 0.9,
    start: /^(?:fatal|failed): \[[^\]]{1,200}\]: (?:FAILED|UNREACHABLE)!|^ERROR! \S/,
    before: /^(?:TASK|RUNNING HANDLER) \[/,
    continues: /^(?:\s|$)/,
    stop: /^(?:PLAY|TASK) /,
  },
  {
    id: "ansible-lint",
    reason: "lint error",
    role: "cause",
    weight: 0.86,
    needs: ["]: ", "ignore-errors: ", "no-changed-when: ", "risky-", "no-handler: ", "var-", "schema", "parser-error"],
    start: /^[a-z][a-z-]{2,40}(?:\[[\w.-]{1,60}\])?: [A-Z]/,
    continues: /^(?:\S{1,300}\.ya?ml:\d+|$)/,
    confirm: /^\S{1,300}\.ya?ml:\d+/,
    mergeWithin: 1,
  },
  {
    id: "kubernetes-error",
    reason: "Kubernetes error",
    role: "cause",
    weight: 0.74,
    start:
      /^(?:Error: (?:UPGRADE FAILED|INSTALLATION FAILED|release |chart |failed to download|YAML parse|execution error|template:|values don't meet)|Error from server|error: (?:error validating|unable to (?:decode|recognize|connect)|timed out waiting|the server doesn't|resource mapping|no objects passed)|The \w+ ".{1,200}" is invalid|Unable to connect to the server|The connection to the server \S{1,200} was refused|\S{1,300} - .{1,200} is invalid: )/,
    continues: /^\s+\S/,
  },
];
