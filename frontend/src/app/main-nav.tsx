import { NavLink } from "react-router";
import classes from "./shell.module.css";

const PAGES = [
  { to: "/", words: "Incidents" },
  { to: "/approvals", words: "Approvals" },
  { to: "/simulate", words: "Simulate" },
  { to: "/settings", words: "Settings" },
] as const;

/** The way to every page; the one that is open is marked. */
export function MainNav() {
  return (
    <nav className={classes.nav} aria-label="Pages of the console">
      {PAGES.map(({ to, words }) => (
        <NavLink key={to} to={to} end={to === "/"} className={classes.navLink ?? ""}>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
