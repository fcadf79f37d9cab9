/** Why identifiers belong to one profile, and what keeps profiles apart. */
@NullMarked
package dev.tributary.identity.evidence;

import org.jspecify.annotations.NullMarked;
