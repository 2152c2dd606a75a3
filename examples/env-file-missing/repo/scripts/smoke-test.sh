#!/bin/bash
# Writes one report and makes sure that it has a sender and a time zone.
set -euo pipefail

source ./.env

mkdir -p outbox
printf 'From: %s\nTime zone: %s\nRows: %s\n' "$MAIL_FROM" "$REPORT_TIMEZONE" "$REPORT_LIMIT" > outbox/report.txt
grep -q '^From: .*@' outbox/report.txt
echo "report written: outbox/report.txt"
