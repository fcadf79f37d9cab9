/** Files of an installation: directories of its owner only, archives, a cache, and locks. */
@NullMarked
package dev.tributary.local.files;

import org.jspecify.annotations.NullMarked;
