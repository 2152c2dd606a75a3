import type { Category } from "@pipewright/contract/diagnosis";

/** What kind of failure it is, in a person's words. */
export const CATEGORY_WORDS: Record<Category, string> = {
  dependency: "Dependency",
  lockfile: "Lock file",
  compile: "Compile error",
  type_check: "Type check",
  lint: "Lint",
  format: "Formatting",
  test_failure: "Test failure",
  flaky: "Flaky test",
  runtime_error: "Runtime error",
  configuration: "Configuration",
  missing_secret: "Missing secret",
  missing_file: "Missing file",
  command_not_found: "Command not found",
  permission: "Permission",
  container_build: "Container build",
  infrastructure: "Infrastructure",
  network: "Network",
  rate_limit: "Rate limit",
  disk_full: "Disk full",
  out_of_memory: "Out of memory",
  timeout: "Timeout",
  cancelled: "Cancelled",
  version_control: "Version control",
  unknown: "Unknown",
};
