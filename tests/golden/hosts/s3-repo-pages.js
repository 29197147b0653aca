// Made by `challenge-map publish --host s3`: a CloudFront function for viewer requests, cloudfront-js-2.0.
function handler(event) {
  const request = event.request;
  const last = request.uri.split('/').pop();
  if (!last.includes('.')) request.uri = `${request.uri.replace(/\/+$/, '')}/index.html`;
  return request;
}
