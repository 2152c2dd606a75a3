/** Whether a policy's list of hosts lets this one through: by its name, or below a domain that is named as `*.domain`. */
export function allowsHost(hosts: readonly string[], host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return hosts.some((each) => {
    const rule = each.toLowerCase();
    return rule.startsWith("*.") ? name.endsWith(rule.slice(1)) && name.length >= rule.length : name === rule;
  });
}
