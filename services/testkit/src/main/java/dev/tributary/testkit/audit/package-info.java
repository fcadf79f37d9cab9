/** What services put on record of who was shown personal data. */
@NullMarked
package dev.tributary.testkit.audit;

import org.jspecify.annotations.NullMarked;
