/**
 * The audit trail: who has read personal data, and who has changed the settings of a workspace. The
 * entries, and the interfaces of their store and of the profiles. It depends on the contracts and
 * on Mutiny.
 */
@NullMarked
package dev.tributary.control.audit;

import org.jspecify.annotations.NullMarked;
