/**
 * What services hand to each other, sealed, while somebody looks at what an unmerge would do. None
 * of it stands on a topic.
 */
@NullMarked
package dev.tributary.contracts.unmerge;

import org.jspecify.annotations.NullMarked;
