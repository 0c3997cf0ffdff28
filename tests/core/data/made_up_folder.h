#pragma once

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/data/detection_data.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <QStringList>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace hardlens::test {

/// A temporary folder that is filled file by file; folders on the way are made.
class MadeUpFolder
{
public:
    /// below: the data's root within the folder.
    explicit MadeUpFolder(const std::string& below = {})
        : root(std::filesystem::path(m_folder.path().toStdString()) / below)
    {
        std::filesystem::create_directories(root);
    }

    void text(const std::string& name, const std::string& content) const
    {
        const auto path = root / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << content;
    }

    void bytes(const std::string& name, const std::vector<std::byte>& content) const
    {
        text(name, {reinterpret_cast<const char*>(content.data()), content.size()});
    }

    /// A picture of one colour in the format of its ending.
    void picture(const std::string& name, int width = 40, int height = 30) const
    {
        const auto path = root / name;
        std::filesystem::create_directories(path.parent_path());
        cv::imwrite(path.string(), cv::Mat(height, width, CV_8UC3, cv::Scalar(50, 90, 20)));
    }

    /// Without its last bytes.
    void cut(const std::string& name, size_t bytes) const
    {
        auto content = readWholeFile(root / name);
        content.resize(content.size() - bytes);
        this->bytes(name, content);
    }

    static std::string vocObject(
        const std::string& name, const std::string& box, const std::string& more = {})
    {
        std::string numbers;
        std::istringstream in(box);
        for (const char* key : {"xmin", "ymin", "xmax", "ymax"}) {
            std::string value;
            in >> value;
            numbers += concat("<", key, ">", value, "</", key, ">");
        }
        return concat(
            "<object><name>", name, "</name>", more, "<bndbox>", numbers, "</bndbox></object>\n");
    }

    void xml(const std::string& name, const std::string& objects) const
    {
        text(name, "<annotation>\n" + objects + "</annotation>\n");
    }

    /// JPEGImages/<name>.jpg of 40 x 30 and Annotations/<name>.xml.
    void voc(const std::string& name, const std::string& objects) const
    {
        picture("JPEGImages/" + name + ".jpg");
        xml("Annotations/" + name + ".xml", objects);
    }

    /// ImageSets/Main/<set>.txt
    void list(const std::string& set, const std::string& names) const
    {
        text("ImageSets/Main/" + set + ".txt", names);
    }

private:
    QTemporaryDir m_folder {};

public:
    std::filesystem::path root {};
};

/// "file:line: text" of each.
inline QStringList textsOf(const std::vector<DataProblem>& problems)
{
    QStringList texts;
    for (const DataProblem& problem : problems)
        texts << QString::fromStdString(textOf(problem));
    return texts;
}

inline size_t objectsIn(const DetectionData& data)
{
    size_t objects = 0;
    for (const auto* split : {&data.train, &data.test, &data.unlisted})
        for (const AnnotatedPicture& picture : *split)
            objects += picture.objects.size();
    return objects;
}

} // namespace hardlens::test
