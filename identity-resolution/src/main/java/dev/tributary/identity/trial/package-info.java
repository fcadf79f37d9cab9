/** Identity rules tried on history: what would become of whom. */
@NullMarked
package dev.tributary.identity.trial;

import org.jspecify.annotations.NullMarked;
