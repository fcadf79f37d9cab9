/** Identity rules applied to past inputs: dry runs and rebuilds, and how profiles would change. */
@NullMarked
package dev.tributary.identity.trial;

import org.jspecify.annotations.NullMarked;
