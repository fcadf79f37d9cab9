/** The limits of answers about rules that test values which the caller may not see. */
@NullMarked
package dev.tributary.audience.http.visibility;

import org.jspecify.annotations.NullMarked;
