/**
 * A GitHub Actions workflow that tells Pipewright of failed runs, for repositories that cannot have a webhook. GitHub gives the
 * workflow the same payload that a webhook would carry, so it is signed and sent as one.
 */
export function workflowSnippet(webhookUrl: string): string {
  return `name: Tell Pipewright
on:
  workflow_run:
    workflows: ["CI"] # the names of the workflows to watch
    types: [completed]
permissions: {}
jobs:
  tell:
    if: github.event.workflow_run.conclusion != 'success'
    runs-on: ubuntu-latest
    steps:
      - env:
          SECRET: \${{ secrets.PIPEWRIGHT_WEBHOOK_SECRET }}
        run: |
          signature=$(openssl dgst -sha256 -hmac "$SECRET" "$GITHUB_EVENT_PATH" | sed 's/^.* //')
          curl --fail-with-body --silent --show-error \\
            -H "content-type: application/json" \\
            -H "x-github-event: workflow_run" \\
            -H "x-github-delivery: $GITHUB_RUN_ID-$GITHUB_RUN_ATTEMPT" \\
            -H "x-hub-signature-256: sha256=$signature" \\
            --data-binary "@$GITHUB_EVENT_PATH" \\
            ${webhookUrl}
`;
}
