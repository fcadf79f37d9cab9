/**
 * The stand-in of Gainsight over HTTP, with a clock that the tests move. Each answer is checked
 * against the excerpt.
 */
package dev.tributary.sandbox.gainsight;
