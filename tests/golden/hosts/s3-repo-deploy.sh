#!/bin/sh
# Made by `challenge-map publish --host s3`. Usage: sh deploy.sh FOLDER BUCKET DISTRIBUTION_ID
set -eu
site=$1 bucket=$2 distribution=$3
# Programs and styles first, so that no page names one that is not there yet.
hashed='*-[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]*.*'
aws s3 sync "$site" "s3://$bucket/repo/" --exclude '*' --include "$hashed" --cache-control 'public, max-age=31536000, immutable'
aws s3 sync "$site" "s3://$bucket/repo/" --exclude "$hashed" --exclude '.*' --cache-control 'no-cache'
# Then what is no longer published.
aws s3 sync "$site" "s3://$bucket/repo/" --exclude '.*' --size-only --delete
aws cloudfront create-invalidation --distribution-id "$distribution" --paths '/repo/*'
