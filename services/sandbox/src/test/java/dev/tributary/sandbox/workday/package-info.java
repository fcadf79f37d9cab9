/** The stand-in of Workday over HTTP, with a clock that the tests move. */
package dev.tributary.sandbox.workday;
