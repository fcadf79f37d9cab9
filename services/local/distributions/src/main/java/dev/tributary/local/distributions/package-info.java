/**
 * Main classes of the servers that a single machine starts from plain jars. They run in their own
 * JVM, on the server's class path, and are never on ours. Only the JDK and that server may be
 * imported here.
 */
@NullMarked
package dev.tributary.local.distributions;

import org.jspecify.annotations.NullMarked;
