/** Input that could not be processed. */
@NullMarked
package dev.tributary.identity.quarantine;

import org.jspecify.annotations.NullMarked;
