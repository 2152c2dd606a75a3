import { NavLink } from "react-router";
import { NAV_PAGES } from "./nav-pages.ts";
import classes from "./shell.module.css";

/** The way to every page; the one that is open is marked. */
export function MainNav() {
  return (
    <nav className={classes.nav} aria-label="Pages of the console">
      {NAV_PAGES.map(({ to, words }) => (
        <NavLink key={to} to={to} end={to === "/"} className={classes.navLink ?? ""}>
          {words}
        </NavLink>
      ))}
    </nav>
  );
}
