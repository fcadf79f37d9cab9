/**
 * Node programs that tests run, such as clients of vendors' SDKs.
 *
 * <p>They use the machine's Node and the packages in their lock file. It depends on the JDK only.
 */
@NullMarked
package dev.tributary.testkit.node;

import org.jspecify.annotations.NullMarked;
