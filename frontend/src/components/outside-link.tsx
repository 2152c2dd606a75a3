import { safeLink } from "../lib/safe-link.ts";

interface Props {
  address: string;
  children: string;
}

/** A link to another site with its host in plain sight; an address that is not http(s) stays text. */
export function OutsideLink({ address, children }: Props) {
  const link = safeLink(address);
  if (!link) return <span>{children}</span>;
  return (
    <a href={link.href} target="_blank" rel="noreferrer noopener">
      {children} ({link.host})
    </a>
  );
}
