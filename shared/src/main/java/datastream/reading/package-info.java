/** What a reading is, and what can be wrong with one: the vocabulary that both services speak. */
@NullMarked
package datastream.reading;

import org.jspecify.annotations.NullMarked;
