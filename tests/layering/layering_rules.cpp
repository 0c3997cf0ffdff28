#include "tests/layering/layering_rules.h"

#include <algorithm>
#include <functional>
#include <regex>
#include <set>
#include <sstream>

namespace hardlens::layering {

namespace {

using Names = std::set<std::string>;

/// What a folder may include itself: folders of the project, and libraries from outside.
struct Allowance
{
    Names folders {};
    Names libraries {};
};

const std::map<std::string, Allowance>& allowances()
{
    static const std::map<std::string, Allowance> table {
        {"core/basics", {}},
        {"core/geometry", {{"core/basics"}, {}}},
        {"core/mining", {{"core/basics", "core/geometry"}, {}}},
        {"core/sampling", {{"core/basics"}, {}}},
        {"core/records", {{"core/geometry", "core/mining", "core/sampling"}, {}}},
        {"core/analysis", {{"core/records"}, {"Eigen", "faiss"}}},
        {"core/data",
            {{"core/basics", "core/geometry", "core/records"},
                {"OpenCV", "pugixml", "simdjson", "zlib", "libjpeg", "libmatio"}}},
        {"core/bootstrapping", {{"core/geometry", "core/records"}, {"liblinear"}}},
        {"core/nets", {{"core/basics", "core/geometry"}, {"LibTorch"}}},
        {"core/losses", {{"core/basics", "core/geometry", "core/sampling"}, {"LibTorch"}}},
        {"core/recipes", {{"core/basics"}, {"LibTorch"}}},
        {"core/training",
            {{"core/analysis", "core/data", "core/bootstrapping", "core/nets", "core/losses",
                 "core/recipes", "core/checkpoints"},
                {"LibTorch"}}},
        {"core/checkpoints", {{"core/nets", "core/recipes", "core/records"}, {"LibTorch"}}},
        {"core/runs", {{"core/records", "core/analysis"}, {"SQLiteCpp", "zstd"}}},
        {"core/parallel", {{"core/records"}, {"LibTorch"}}},
        {"core/experiment", {{"core/training"}, {"LibTorch", "toml++"}}},
        {"widgets",
            {{"core/records", "core/analysis", "core/mining", "core/sampling"},
                {"Qt", "QCustomPlot"}}},
    };
    return table;
}

/// The folder, and all that it may use through others.
Names reachableFrom(const std::string& folder)
{
    Names reached;
    const std::function<void(const std::string&)> visit = [&](const std::string& at) {
        if (reached.insert(at).second)
            for (const auto& next : allowances().at(at).folders)
                visit(next);
    };
    visit(folder);
    return reached;
}

/// The library that a header belongs to; empty for the standard library, the system and small
/// header libraries that any part may use.
std::string libraryOf(const std::string& header)
{
    static const std::vector<std::pair<std::regex, std::string>> patterns {
        {std::regex("^(torch|ATen|c10|caffe2)/.*"), "LibTorch"},
        {std::regex("^qcustomplot.*", std::regex::icase), "QCustomPlot"},
        {std::regex("^Q([A-Z]\\w*|t\\w+/.*)"), "Qt"},
        {std::regex("^q[a-z]+\\.h"), "Qt"},
        {std::regex("^opencv2?/.*"), "OpenCV"},
        {std::regex("^Eigen/.*"), "Eigen"},
        {std::regex("^faiss/.*"), "faiss"},
        {std::regex("^pugixml.*"), "pugixml"},
        {std::regex("^simdjson.*"), "simdjson"},
        {std::regex("^zlib\\.h"), "zlib"},
        {std::regex("^j(peg|config|error|morecfg|peglib)\\w*\\.h"), "libjpeg"},
        {std::regex("^matio\\.h"), "libmatio"},
        {std::regex("^(linear|liblinear/.*)\\.h"), "liblinear"},
        {std::regex("^toml(\\+\\+|\\.hpp).*"), "toml++"},
        {std::regex("^CLI/.*"), "CLI11"},
        {std::regex("^(SQLiteCpp/.*|sqlite3.*)"), "SQLiteCpp"},
        {std::regex("^zstd.*"), "zstd"},
    };
    for (const auto& [pattern, library] : patterns)
        if (std::regex_match(header, pattern))
            return library;
    return {};
}

/// "core/mining" of "core/mining/a.cpp", "widgets" of "widgets/a/b.cpp".
std::string folderOf(const std::string& path)
{
    const auto first = path.find('/');
    if (path.rfind("core/", 0) != 0)
        return path.substr(0, first);
    const auto second = path.find('/', first + 1);
    return second == std::string::npos ? "core" : path.substr(0, second);
}

struct Include
{
    size_t line = 0;
    std::string header {};
};

std::vector<Include> includesOf(const std::string& text)
{
    static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"].*)");
    std::vector<Include> includes;
    std::istringstream lines(text);
    std::smatch match;
    size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.find('#') != std::string::npos && std::regex_match(line, match, pattern))
            includes.push_back({number, match[1]});
    }
    return includes;
}

bool isProjectHeader(const std::string& header)
{
    for (const char* root : {"core/", "widgets/", "app/", "tests/"})
        if (header.rfind(root, 0) == 0)
            return true;
    return false;
}

std::string checkedInclude(
    const std::string& folder, const Allowance* allowed, const std::string& header)
{
    if (isProjectHeader(header)) {
        const std::string other = folderOf(header);
        if (allowed && reachableFrom(folder).count(other) == 0)
            return folder + " may not use " + other;
        if (folder != "tests" && other == "tests")
            return folder + " may not use tests";
        return {};
    }
    const std::string library = libraryOf(header);
    if (allowed && !library.empty() && allowed->libraries.count(library) == 0)
        return folder + " may not use " + library;
    return {};
}

/// Without what follows // in a line; what stands in strings is left.
std::string withoutComment(const std::string& line)
{
    return line.substr(0, line.find("//"));
}

std::string forbiddenWord(const std::string& line)
{
    static const std::regex keyword(R"(^\s*((public|protected|private)\s+)?(signals|slots)\s*:.*)");
    static const std::regex emission(R"((^|.*[^\w.>:])emit\s+[A-Za-z_].*)");
    if (std::regex_match(line, keyword) || std::regex_match(line, emission))
        return "write Q_SIGNALS, Q_SLOTS, Q_EMIT";
    static const std::regex distribution(R"(.*(std::\w+_distribution\b|_distribution[<(]).*)");
    if (line.find("_distribution") != std::string::npos && std::regex_match(line, distribution))
        return "std distributions differ between libraries: use RandomStream";
    return {};
}

std::string at(const std::string& path, size_t line)
{
    return path + ":" + std::to_string(line) + ": ";
}

void checkWords(const std::string& path, const std::string& text, std::vector<std::string>& found)
{
    std::istringstream lines(text);
    size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (const std::string word = forbiddenWord(withoutComment(line)); !word.empty())
            found.push_back(at(path, number) + word);
    }
}

size_t charactersOf(const std::string& line)
{
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return size_t(std::count_if(line.begin(), line.end(), begins));
}

/// As .clang-format has it; what stands in raw strings is left.
void checkWidth(const std::string& path, const std::string& text, std::vector<std::string>& found)
{
    constexpr size_t mostColumns = 100;
    std::istringstream lines(text);
    size_t number = 0;
    bool isRaw = false;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        isRaw = isRaw || line.find("R\"") != std::string::npos;
        if (!isRaw && charactersOf(line) > mostColumns)
            found.push_back(at(path, number) + "more than 100 columns");
        isRaw = isRaw && line.find(")\"") == std::string::npos;
    }
}

/// The libraries among LibTorch, Qt and QCustomPlot that a file includes, itself or through project
/// headers.
Names librariesReachedBy(const std::string& path, const std::map<std::string, std::string>& files)
{
    Names libraries, seen;
    const std::function<void(const std::string&)> visit = [&](const std::string& at) {
        const auto file = files.find(at);
        if (file == files.end() || !seen.insert(at).second)
            return;
        for (const Include& include : includesOf(file->second)) {
            if (isProjectHeader(include.header))
                visit(include.header);
            else
                libraries.insert(libraryOf(include.header));
        }
    };
    visit(path);
    return libraries;
}

} // namespace

std::vector<std::string> violations(const std::string& path, const std::string& text)
{
    std::vector<std::string> found;
    const std::string folder = folderOf(path);
    const auto known = allowances().find(folder);
    const Allowance* allowed = known == allowances().end() ? nullptr : &known->second;
    if (!allowed && folder.rfind("core", 0) == 0)
        found.push_back(at(path, 1) + folder + " is not in the design's table");
    Names libraries;
    for (const Include& include : includesOf(text)) {
        const std::string reason = checkedInclude(folder, allowed, include.header);
        if (!reason.empty())
            found.push_back(at(path, include.line) + reason + " (" + include.header + ")");
        const std::string library = libraryOf(include.header);
        if (path.rfind("app/cli/", 0) == 0 && (library == "Qt" || library == "QCustomPlot"))
            found.push_back(at(path, include.line) + "app/cli may not use " + library);
        libraries.insert(library);
    }
    if (libraries.count("LibTorch") && libraries.count("QCustomPlot"))
        found.push_back(at(path, 1) + "LibTorch and QCustomPlot in one file");
    checkWords(path, text, found);
    checkWidth(path, text, found);
    return found;
}

std::vector<std::string> violationsTogether(const std::map<std::string, std::string>& files)
{
    std::vector<std::string> found;
    for (const auto& [path, text] : files) {
        const Names libraries = librariesReachedBy(path, files);
        const std::string folder = folderOf(path);
        const auto known = allowances().find(folder);
        for (const char* library : {"LibTorch", "Qt"})
            if (known != allowances().end() && libraries.count(library)
                && known->second.libraries.count(library) == 0)
                found.push_back(path + ": reaches " + library + " through its headers");
        if (libraries.count("LibTorch") && libraries.count("QCustomPlot"))
            found.push_back(path + ": reaches LibTorch and QCustomPlot through its headers");
    }
    return found;
}

} // namespace hardlens::layering
