/** The changes that an unmerge would make in audiences. */
@NullMarked
package dev.tributary.audience.http.unmerge;

import org.jspecify.annotations.NullMarked;
