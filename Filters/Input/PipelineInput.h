// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * What must be known of the inputs before the pipeline asks for data: the curve itself, which
 * decides the output's extent, and the direction of the image.
 */
#ifndef PipelineInput_h
#define PipelineInput_h

#include <string>

class vtkAlgorithm;
class vtkAlgorithmOutput;
class vtkImageData;
class vtkInformation;
class vtkInformationVector;
class vtkPolyData;

namespace curvedreformat
{
/** For FillInputPortInformation: a poly data. */
void FillCurvePortInformation(vtkInformation* info);

/** What to say when no curve is connected. */
const char* NoCurveMessage();

/**
 * Bring the curve on an input port up to date and return it; nullptr without a connection. For
 * RequestInformation, which needs the curve's points to know the output's extent. Upstream of the
 * curve runs for that, whole.
 */
vtkPolyData* UpdateCurve(vtkAlgorithm* self, int port, vtkInformationVector** inputVector);

/**
 * The image on an input port when its direction must be read off the data, for RequestInformation;
 * nullptr where the pipeline tells the direction. VTK before 9.3 loses it at the first filter that
 * does not pass it on (ParaView has such a one behind every reader), so that one voxel is asked
 * for, of those that are in memory already if any are.
 */
vtkImageData* UpdateImageForDirection(
  vtkAlgorithm* self, int port, vtkInformationVector** inputVector);

/** Bring the curve of a connection up to date, whole, whichever piece somebody else has asked for.
 */
void UpdateWholeCurve(vtkAlgorithmOutput* connection);

/** For RequestInformation: time steps of an input port that is not the first, where the output has
 * none yet. */
void TakeTimeSteps(int port, vtkInformationVector** inputVector, vtkInformation* outInfo);

/** The image on an input port with at least one voxel in memory, for the field data that come with
 * it; nullptr when it is empty. */
vtkImageData* UpdateOneVoxel(vtkAlgorithm* self, int port, vtkInformationVector** inputVector);

/** The piece of the image on an input port that a rank has; of one that cannot be asked for
 * anything else. */
vtkImageData* UpdateImagePiece(
  vtkAlgorithm* self, int port, int piece, int pieces, vtkInformationVector** inputVector);

/** For RequestUpdateExtent: that piece. */
void RequestImagePiece(int port, int piece, int pieces, vtkInformationVector** inputVector);

/** For RequestUpdateExtent: no more than one voxel and its neighbours, of those that are in memory
 * already if any are.
 */
void RequestOneVoxel(int port, vtkInformationVector** inputVector);

/** For RequestUpdateExtent: just this extent, and not the piece of it that the pipeline would make
 * of what is asked of the output. */
void RequestExtent(int port, const int extent[6], vtkInformationVector** inputVector);

/** The extent asked for on output port 0, also when it is asked for as a piece; the whole one when
 * only another port has been asked for. */
void GetRequestedExtent(vtkInformationVector* outputVector, int extent[6]);

/** The curve that the port has now. */
vtkPolyData* GetCurve(int port, vtkInformationVector** inputVector);

/** For RequestUpdateExtent: a curve has no meaning in pieces, so it is asked for whole, on every
 * rank. */
void RequestWholeCurve(int port, vtkInformationVector** inputVector);

/**
 * Around a change of the whole extent in the middle of an update: who had asked for the whole asks
 * for the new whole.
 */
class WholeExtentFollower
{
public:
  explicit WholeExtentFollower(vtkInformationVector* outputVector);
  ~WholeExtentFollower();

private:
  vtkInformation* Info;
  bool AskedForWhole;
};

/** An empty string when the image holds the extent, or the sentence that says which one arrived
 * instead. */
std::string CheckExtentArrived(vtkImageData* image, const int needed[6]);

/**
 * For RequestInformation and RequestData. When a request fails, VTK would join the extent that was
 * asked for to the next one, also when the whole has become smaller since.
 */
void ForgetCombinedExtent(vtkInformationVector* outputVector);

/** For a RequestInformation that fails: there is no extent to ask for, rather than that of the
 * input. */
void SetEmptyWholeExtent(vtkInformationVector* outputVector);

/** For RequestData, where the executive does not make pieces of an extent: mark what belongs to
 * other pieces, if that was asked for. */
void MarkGhosts(vtkInformationVector* outputVector, vtkImageData* output);

/** Whether the caller wants a piece of a data set that is wholly in the first piece. */
bool IsLaterPiece(vtkInformation* outInfo);
}

#endif
