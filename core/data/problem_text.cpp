#include "core/data/problem_text.h"

namespace hardlens {

const char* nameOf(ProblemKind kind)
{
    switch (kind) {
    case ProblemKind::Remark:
        return "remark";
    case ProblemKind::ObjectDropped:
        return "object dropped";
    case ProblemKind::BoxClipped:
        return "box clipped";
    case ProblemKind::PictureLeftOut:
        return "picture left out";
    case ProblemKind::Refused:
        return "refused";
    case ProblemKind::Unreadable:
        return "unreadable";
    }
    return "";
}

std::string printable(std::string text)
{
    for (char& c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F)
            c = '?';
    return text;
}

} // namespace hardlens
