/**
 * The limits of a vendor: how many requests, records or bytes an account may send in a window of
 * time, and how many requests may run at once. The time comes from a clock. The headers and the
 * words of a refusal belong to the vendor. Imports the JDK and Jackson's annotations.
 */
@NullMarked
package dev.tributary.sandbox.kit.limit;

import org.jspecify.annotations.NullMarked;
