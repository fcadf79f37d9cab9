/**
 * The sandbox tested as its users meet it: over HTTP. Answers of the HubSpot stand-in are held
 * against the vendor's OpenAPI documents wherever these are at hand. Depends on nothing of ours but
 * the sandbox.
 */
package dev.tributary.sandbox;
