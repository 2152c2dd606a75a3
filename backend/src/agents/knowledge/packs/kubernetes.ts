import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** Kubernetes, Helm and Ansible. */
export const KUBERNETES: readonly Rule[] = [
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
    id: "kubernetes/not-ready-in-time",
    category: "timeout",
    confidence: 0.93,
    pattern:
      /^(?:Error: (?:(?:UPGRADE|INSTALLATION) FAILED: )?|error: )(?:.{0,120}timed out waiting for the condition|context deadline exceeded|client rate limiter Wait returned an error: context deadline exceeded)/,
    title: "What was deployed did not become ready in time",
    cause: "A pod does not start or does not pass its checks, or the time limit is too short.",
    todo: "Look at the state and the logs of the pods",
    why: "They are not in the log of the job.",
  }),
  told({
    id: "kubernetes/chart",
    category: "configuration",
    confidence: 0.93,
    pattern:
      /(?:(?:INSTALLATION|UPGRADE) FAILED: |^Error: |^\[ERROR\] )(?<text>(?:template: |templates\/|YAML parse error on |values don't meet |execution error at |parse error at |unable to build kubernetes objects|Chart\.yaml).+)/,
    title: "The Helm chart does not render: {text}",
    cause: "A template or a value of the chart is wrong.",
    todo: "Mend the chart",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "kubernetes/invalid-manifest",
    category: "configuration",
    confidence: 0.93,
    pattern:
      /^(?<file>\S+) - (?<kind>\w+) (?<name>\S+) is invalid: (?<text>.+)|^The (?<other>\w+ "[^"]+") is invalid: (?<why>.+)|error validating "(?<third>[^"]+)": error validating data: (?<data>ValidationError.+|unknown field.+)/,
    title: "{kind|other|third} is not valid: {text|why|data}",
    cause: "The manifest does not fit the schema of the cluster.",
    todo: "Mend the manifest",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "kubernetes/unknown-kind",
    category: "configuration",
    severity: "high",
    confidence: 0.92,
    pattern:
      /unable to (?:decode|recognize) "(?<file>[^"]{1,300})": no (?:kind "(?<kind>\w+)" is registered for version "(?<version>[^"]{1,100})"|matches for kind "(?<other>\w+)" in version "(?<api>[^"]{1,100})")/,
    title: "{file}: nothing knows the kind {kind|other} in version {version|api}",
    cause: "That version of the API was removed, or the cluster lacks the resource definition that brings it.",
    todo: "Move the manifest to a version that is served, or install the resource definition first",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "kubernetes/no-cluster",
    category: "infrastructure",
    confidence: 0.94,
    pattern:
      /The connection to the server (?<name>\S+) was refused|Unable to connect to the server: (?<text>.+)|Kubernetes cluster unreachable: (?<other>.+)|ERROR: failed to create cluster: (?<third>.+)/,
    title: "There is no cluster to talk to: {name|text|other|third}",
    cause: "The cluster was not started, or the job has no or a wrong kubeconfig.",
    todo: "Start the cluster before, or give the job the kubeconfig",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "ansible/task",
    category: "infrastructure",
    confidence: 0.92,
    pattern: /^fatal: \[(?<name>[^\]]+)\]: (?:FAILED|UNREACHABLE)! => \{.*"msg": "(?<text>(?:[^"\\]|\\.){1,300})/,
    title: "Ansible fails on {name}: {text}",
    cause: "A task of the playbook failed on the host.",
    todo: "Mend what the task reports",
    why: "The task's own words say what it missed.",
  }),
  told({
    id: "ansible/playbook",
    category: "configuration",
    confidence: 0.93,
    pattern: /^ERROR! (?<text>.+)/,
    title: "Ansible cannot read the playbook: {text}",
    cause: "The playbook, a role or an inventory is not valid.",
    todo: "Mend the playbook",
    why: "What was meant, the log does not say.",
  }),
  told({
    id: "ansible/lint",
    category: "lint",
    severity: "low",
    confidence: 0.9,
    pattern: /^(?<rule>[a-z][a-z-]{2,40}(?:\[[\w.-]{1,60}\])?): (?<text>[A-Z].+)$/,
    title: "ansible-lint: {text} ({rule})",
    cause: "The playbook breaks a rule of ansible-lint.",
    todo: "Mend what ansible-lint names",
    why: "Whether to change the playbook or the rule is a decision.",
    when: (found) => found.below(/^\S+\.ya?ml:\d+/, 1) !== undefined,
  }),
];
