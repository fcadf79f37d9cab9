/** Identity rules applied to past inputs: dry runs and rebuilds, and how profiles would change. */
@NullMarked
package dev.tributary.identity.replay;

import org.jspecify.annotations.NullMarked;
