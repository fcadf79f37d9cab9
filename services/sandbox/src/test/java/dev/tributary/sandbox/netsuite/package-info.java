/**
 * The stand-in of NetSuite over HTTP, with a clock that the tests move. Each answer is checked
 * against the excerpt.
 */
package dev.tributary.sandbox.netsuite;
