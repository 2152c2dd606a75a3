/** The pages that one can go to from anywhere. */
export const NAV_PAGES = [
  { to: "/", words: "Incidents" },
  { to: "/approvals", words: "Approvals" },
  { to: "/simulate", words: "Simulate" },
  { to: "/settings", words: "Settings" },
] as const;
