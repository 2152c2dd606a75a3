import classes from "./keys-panel.module.css";

/** Says to everybody else why they see no form. */
export function AdminsOnly({ what }: { what: string }) {
  return <p className={classes.adminsOnly}>Only the admin {what}.</p>;
}
