/** Tests of what the trail's records promise to readers of other versions. */
@NullMarked
package dev.tributary.contracts.audit;

import org.jspecify.annotations.NullMarked;
