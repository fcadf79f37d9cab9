/**
 * The stand-in of Klaviyo over HTTP, with a clock that the tests move. Each answer is checked
 * against the excerpt of the vendor's document.
 */
package dev.tributary.sandbox.klaviyo;
