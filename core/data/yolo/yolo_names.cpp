#include "core/data/yolo/yolo_names.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/option_spec.h"
#include "core/basics/text.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hardlens {

namespace {

using Names = std::vector<std::string>;

constexpr size_t mostNames = 10000;
constexpr uintmax_t mostBytes = 1u << 20;

Names linesOf(std::string_view text)
{
    Names lines;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Without a comment: a # that begins the line or follows a blank, outside quotes.
std::string_view withoutComment(std::string_view line)
{
    char quote = 0;
    for (size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
            return line.substr(0, i);
    }
    return line;
}

std::string unquoted(std::string_view text)
{
    text = trimmed(text);
    if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'')
        && text.back() == text.front())
        text = text.substr(1, text.size() - 2);
    return std::string(text);
}

/// Parts between commas that stand outside quotes.
Names partsOf(std::string_view text)
{
    Names parts;
    char quote = 0;
    size_t start = 0;
    for (size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ',';
        if (i < text.size() && quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == ',') {
            parts.emplace_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    if (!parts.empty() && trimmed(parts.back()).empty()) // after a last comma
        parts.pop_back();
    return parts;
}

void put(Names& names, size_t at, std::string name)
{
    if (at >= mostNames)
        return;
    while (names.size() <= at)
        names.push_back(std::to_string(names.size()));
    if (!name.empty())
        names[at] = std::move(name);
}

/// "3: cat"; false where it is no such pair.
bool putPair(Names& names, std::string_view text)
{
    const auto colon = text.find(':');
    double number = 0;
    if (colon == text.npos || !readNumber(unquoted(text.substr(0, colon)), number) || number < 0
        || number != std::floor(number) || number >= double(mostNames))
        return false;
    put(names, size_t(number), unquoted(text.substr(colon + 1)));
    return true;
}

/// [cat, dog] or {0: cat, 1: dog}; text begins with the bracket.
Names namesInBrackets(std::string_view text)
{
    Names names;
    const size_t end = std::min(text.find(text[0] == '[' ? ']' : '}'), text.size());
    for (const std::string& part : partsOf(text.substr(1, end - 1)))
        if (text[0] == '[')
            put(names, names.size(), unquoted(part));
        else
            putPair(names, part);
    return names;
}

std::optional<std::string> contentOf(ContainedFiles& files, const std::string& folder,
    const std::string& name, ProblemList& problems)
{
    const auto answer = files.find(folder, name);
    if (!answer.refusal.empty())
        problems.add({answer.shown, 0, answer.refusal + ": refused", ProblemKind::Refused});
    if (!answer.found())
        return std::nullopt;
    try {
        return readTextFile(answer.path, mostBytes);
    } catch (const Error& error) {
        problems.add(
            {answer.shown, 0, concat("cannot be read: ", error.what()), ProblemKind::Unreadable});
        return std::nullopt;
    }
}

bool isYaml(std::string_view name)
{
    return name.ends_with(".yaml") || name.ends_with(".yml");
}

} // namespace

bool isYoloNameList(std::string_view name)
{
    return name == "classes.txt" || name == "labels.txt" || name.ends_with(".names");
}

Names namesInList(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF")) // byte order mark
        text.remove_prefix(3);
    Names names;
    for (const std::string& line : linesOf(text))
        if (!trimmed(line).empty())
            put(names, names.size(), std::string(trimmed(line)));
    return names;
}

Names namesInYaml(std::string_view text)
{
    const Names lines = linesOf(text);
    const auto isNames = [](const std::string& line) {
        const std::string_view key = "names";
        return line.starts_with(key)
            && trimmed(std::string_view(line).substr(key.size())).starts_with(':');
    };
    auto at = std::find_if(lines.begin(), lines.end(), isNames);
    if (at == lines.end())
        return {};
    std::string first(trimmed(withoutComment(std::string_view(*at).substr(at->find(':') + 1))));
    if (first.starts_with('[') || first.starts_with('{')) {
        for (++at; at != lines.end() && first.find_first_of("]}") == first.npos; ++at)
            first += std::string(" ") + std::string(withoutComment(*at));
        return namesInBrackets(first);
    }
    Names names;
    for (++at; at != lines.end(); ++at) {
        const std::string_view line = trimmed(withoutComment(*at));
        if (line.empty())
            continue;
        if (line.starts_with("- "))
            put(names, names.size(), unquoted(line.substr(2)));
        else if ((*at)[0] != ' ' && (*at)[0] != '\t')
            break; // the next key
        else if (!putPair(names, line))
            break;
    }
    return names;
}

YoloNames findYoloNames(
    ContainedFiles& files, const std::vector<std::string>& folders, ProblemList& problems)
{
    std::vector<std::string> places {""};
    places.insert(places.end(), folders.begin(), folders.end());
    for (const std::string& folder : places) {
        const auto& entries = files.list(folder).entries;
        for (const bool yaml : {true, false})
            for (const auto& entry : entries) {
                if (!(yaml ? isYaml(entry.name) : isYoloNameList(entry.name)))
                    continue;
                const auto content = contentOf(files, folder, entry.name, problems);
                if (!content)
                    continue;
                Names names = yaml ? namesInYaml(*content) : namesInList(*content);
                if (!names.empty())
                    return {joined(folder, entry.name), std::move(names)};
            }
    }
    return {};
}

} // namespace hardlens
