import type { Snippet } from './address';
import { events } from './events';

export const php: Snippet = ({ url, writeKey }) => `<?php
// The answer of the person, from your consent form. Never a constant.
$marketing = false;
$answer = json_encode($marketing);
// The first track event saves what the person allows. The second carries it to the destinations.
$body = <<<JSON
${events('$answer')}
JSON;

$request = curl_init('${url}/v1/batch');
curl_setopt_array($request, [
  CURLOPT_POST => true,
  CURLOPT_POSTFIELDS => $body,
  CURLOPT_USERPWD => '${writeKey}:',
  CURLOPT_HTTPHEADER => ['Content-Type: application/json'],
  CURLOPT_RETURNTRANSFER => true,
  CURLOPT_FAILONERROR => true,
  CURLOPT_TIMEOUT => 10,
]);
if (curl_exec($request) === false) {
  throw new RuntimeException(curl_error($request));
}`;
