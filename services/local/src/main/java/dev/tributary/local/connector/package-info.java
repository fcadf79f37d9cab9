/** Creates the files of a new connector. It depends on the checkout only. */
@NullMarked
package dev.tributary.local.connector;

import org.jspecify.annotations.NullMarked;
