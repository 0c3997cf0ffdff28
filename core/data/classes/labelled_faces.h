#pragma once

#include "core/data/annotations/contained_files.h"
#include "core/data/classes/found_classes.h"

#include <optional>

namespace hardlens {

/// The folder with one folder per person, beside pairs.txt in the root: lfw, one like it, or the
/// root itself; nothing where there is no pairs.txt of that form.
std::optional<std::string> findLabelledFaces(ContainedFiles& files);

/// Labeled Faces in the Wild (Huang et al., UMass TR 07-49): <Name>/<Name>_%04d.jpg, and pairs.txt:
/// "10 300", then ten times 300 lines "<Name> i j" (same) and 300 lines "<A> i <B> j". A first line
/// of one number, as in pairsDevTest.txt, says one fold. Only pictures of pairs are used; all of
/// them test.
///
/// people: as findLabelledFaces found it. Throws AnnotationFileError for a line that says something
/// else, and where the lines are not as many as the first one says.
FoundClasses readLabelledFaces(ContainedFiles& files, const std::string& people);

} // namespace hardlens
