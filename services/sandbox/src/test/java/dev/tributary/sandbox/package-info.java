/**
 * The sandbox tested as its users meet it: over HTTP. Each answer of the HubSpot stand-in is
 * checked against the excerpt of the vendor's documents. Depends on the sandbox and the testkit
 * only.
 */
package dev.tributary.sandbox;
