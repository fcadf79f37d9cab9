/** Local servers in the place of vendors. */
@NullMarked
package dev.tributary.testkit.vendor;

import org.jspecify.annotations.NullMarked;
