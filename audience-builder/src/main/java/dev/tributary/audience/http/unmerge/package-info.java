/** What an unmerge would change in audiences. */
@NullMarked
package dev.tributary.audience.http.unmerge;

import org.jspecify.annotations.NullMarked;
