/** What a caller may learn from a rule that tests values which the caller may not see. */
@NullMarked
package dev.tributary.audience.http.visibility;

import org.jspecify.annotations.NullMarked;
