// SPDX-FileCopyrightText: Copyright (c) 2026, the CurvedReformat developers
// SPDX-License-Identifier: BSD-3-Clause
/**
 * @class   vtkCurveImageAlgorithm
 * @brief   superclass of filters that sample an image along a curve, in either direction
 *
 * An image on port 0, a curve (a poly data with a line) on port 1, and an image out. This class has
 * the settings of the curve and of the sampling, and what the pipeline needs: it plans the output's
 * extent, asks for no more of the input than that takes, follows time, and makes all output arrays.
 * Subclasses say where the output lies, what of the input it needs, and fill it in
 * ThreadedRequestData(). It is the superclass of this module's own filters, and cannot be derived
 * from elsewhere.
 *
 * Every point array is interpolated and comes out under its name and type; the active scalars stay
 * active. Every cell array becomes a point array with the value of the cell that holds the sample
 * (under its name, with `_cell` after it where a point array has that name). Integers are rounded
 * and clamped; Nearest is exact for every type. Samples within half a voxel of the image's border
 * take the border's value; further out they get BackgroundValue.
 *
 * NumberOfThreads is at first the number of cores (vtkMultiThreader's default), shared among the
 * ranks of a parallel program. It
 * holds in ParaView, too, which keeps VTK's other imaging filters at one thread.
 *
 * Any sub-extent, number of threads, pieces or ranks gives the same bits. With several processes
 * each makes its piece of the output. An image that any part can be asked of, as of a reader, is
 * asked for what that takes. Of any other one, whose pieces live on their ranks, the voxels are
 * exchanged, and the output cannot be asked for any part either (no CAN_PRODUCE_SUB_EXTENT). Ranks
 * without a curve take it from the lowest one that has one. See SetController().
 *
 * AbortExecute ends it within a row of voxels, and leaves the output empty.
 *
 * @sa vtkMovingFrame vtkCurveSliceAlgorithm vtkInverseCurvedPlanarReformat
 */
#ifndef vtkCurveImageAlgorithm_h
#define vtkCurveImageAlgorithm_h

#include "vtkCurvedReformatFiltersModule.h" // For export macro
#include "vtkMovingFrameSettings.h"         // For the frame settings
#include "vtkNew.h"                         // For vtkNew
#include "vtkThreadedImageAlgorithm.h"

#include <memory> // For the state of an execution
#include <string> // For messages
#include <vector> // For the names of arrays

class vtkMultiProcessController;
class vtkPolyData;

namespace curvedreformat
{
struct CurveImageExecution;
class ImageGeometry;
class Ranks;
struct SamplerSettings;
}

class VTKCURVEDREFORMATFILTERS_EXPORT vtkCurveImageAlgorithm : public vtkThreadedImageAlgorithm
{
public:
  vtkTypeMacro(vtkCurveImageAlgorithm, vtkThreadedImageAlgorithm);
  void PrintSelf(ostream& os, vtkIndent indent) override;

  vtkCurveImageAlgorithm(const vtkCurveImageAlgorithm&) = delete;
  void operator=(const vtkCurveImageAlgorithm&) = delete;

  ///@{
  /**
   * Set the curve: a poly data with a line. The connection is port 1.
   */
  void SetCurveConnection(vtkAlgorithmOutput* output) { this->SetInputConnection(1, output); }
  void SetCurveData(vtkPolyData* curve);
  ///@}

  /** The frame settings; see vtkMovingFrame. */
  vtkMovingFrameSettingsMacro();

  ///@{
  /**
   * Set/Get how values between voxels are found: VTK_NEAREST_INTERPOLATION,
   * VTK_LINEAR_INTERPOLATION (default) or VTK_CUBIC_INTERPOLATION (Catmull-Rom).
   */
  vtkSetClampMacro(Interpolation, int, 0, 2);
  vtkGetMacro(Interpolation, int);
  void SetInterpolationToNearest() { this->SetInterpolation(0); }
  void SetInterpolationToLinear() { this->SetInterpolation(1); }
  void SetInterpolationToCubic() { this->SetInterpolation(2); }
  ///@}

  ///@{
  /**
   * Set/Get the value of samples outside the image, in every component of every array; rounded and
   * clamped for integers. Default 0.
   */
  vtkSetMacro(BackgroundValue, double);
  vtkGetMacro(BackgroundValue, double);
  ///@}

  ///@{
  /**
   * Set/Get whether the char point array `vtkValidPointMask` is made: 1 where the output holds a
   * value of the input, else 0; see the subclasses. Default on.
   */
  vtkSetMacro(GenerateMask, vtkTypeBool);
  vtkGetMacro(GenerateMask, vtkTypeBool);
  vtkBooleanMacro(GenerateMask, vtkTypeBool);
  ///@}

  ///@{
  /**
   * Set/Get whether all point and cell arrays of the image are sampled (default on), or only those
   * with the names that AddArray() has given. With many arrays that saves time and memory. Names
   * that the image does not have are passed over; when it has none of them, there is an error. The
   * mask of the image counts in any case.
   */
  vtkSetMacro(ProcessAllArrays, vtkTypeBool);
  vtkGetMacro(ProcessAllArrays, vtkTypeBool);
  vtkBooleanMacro(ProcessAllArrays, vtkTypeBool);
  ///@}

  ///@{
  /**
   * The names of the arrays that are sampled when ProcessAllArrays is off; none at first.
   * GetArrayName() returns nullptr for an index that there is not.
   */
  void AddArray(const char* name);
  void ClearArrays();
  int GetNumberOfArrays() const;
  const char* GetArrayName(int index) const;
  ///@}

  /**
   * The vector instructions that values are interpolated with in this process: "AVX-512",
   * "AVX2", "SSE4", "NEON", or an empty string for plain loops, which give the same values. That is
   * the best the processor has, unless the environment variable `CURVEDREFORMAT_SIMD` names a
   * lesser set or is `off`.
   */
  static const char* GetInstructionSet();

  /**
   * The extent of the image (port 0) that an extent of the output needs, as the pipeline asks for
   * it: for choosing pieces that fit into memory. The image is not read for that (but for one voxel
   * where only the data know its direction). Returns false, after an error message, where there is
   * no output. With several processes all of them must call it, as they must update the filter.
   */
  bool ComputeInputExtent(const int outputExtent[6], int inputExtent[6]);

  ///@{
  /**
   * Set/Get the controller of a parallel program, through which its processes share the curve and
   * the pieces of an image. Default the global one. When there are several processes, all of them
   * must run this, with the same settings; nullptr for what only one of them runs. When the curve
   * or a piece of the image has changed on one of them only, call Modified() on all: one that sees
   * no change does not update, and the others would wait for it.
   */
  void SetController(vtkMultiProcessController* controller);
  vtkGetObjectMacro(Controller, vtkMultiProcessController);
  ///@}

  /** Take all the settings above from another filter, and the number of threads; not its inputs. */
  void CopySettings(vtkCurveImageAlgorithm* other);

  vtkMTimeType GetMTime() override;

protected:
  vtkCurveImageAlgorithm();
  ~vtkCurveImageAlgorithm() override;

  // What subclasses decide. Sentences say what is wrong; an empty one, that nothing is.

  /**
   * In RequestInformation, with the geometry of the input (as the pipeline tells it): set that of
   * the output. The sample of the image has its field data, but hardly a voxel; nullptr when it is
   * not wanted or empty.
   */
  virtual std::string Plan(vtkPolyData* curve, vtkImageData* sample) = 0;

  /** Whether Plan() wants the sample. */
  virtual bool WantsSample() const { return false; }

  /** In RequestData, with the input's geometry as its data tell it: bring the curve up to date. */
  virtual std::string Refresh(vtkPolyData* curve, vtkImageData* image) = 0;

  /** The extent of the input that an extent of the output needs. */
  virtual void GetNeededExtent(const int extent[6], int needed[6]) const = 0;

  /** Field data, and warnings about an output that was asked for as a whole. */
  virtual void Finish(vtkImageData* image, vtkImageData* output, bool whole) = 0;

  virtual curvedreformat::SamplerSettings GetSamplerSettings() const;

  /** What the output takes besides its voxels, in bytes. */
  virtual double GetOtherBytes() const { return 0.0; }

  int FillInputPortInformation(int port, vtkInformation* info) override;
  vtkTypeBool ProcessRequest(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestInformation(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestUpdateExtent(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  int RequestData(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector) override;
  void PrepareImageData(vtkInformationVector** inputVector, vtkInformationVector* outputVector,
    vtkImageData*** inDataObjects, vtkImageData** outDataObjects) override;

  vtkNew<vtkMovingFrame> MovingFrame;
  int Interpolation = 1;
  double BackgroundValue = 0.0;
  vtkTypeBool GenerateMask = 1;
  vtkTypeBool ProcessAllArrays = 1;
  std::vector<std::string> ArrayNames;

  vtkMultiProcessController* Controller = nullptr;

  const std::unique_ptr<curvedreformat::CurveImageExecution> Execution;

private:
  void RunThreads(vtkInformation* request, vtkInformationVector** inputVector,
    vtkInformationVector* outputVector);

  curvedreformat::Ranks GetRanks() const;
  std::string LocateImage(const curvedreformat::Ranks& ranks, int port,
    vtkInformationVector** inputVector, curvedreformat::ImageGeometry& geometry,
    vtkImageData*& sample);
  bool AnyPieces() const;
  std::string FindImage(const curvedreformat::Ranks& ranks, vtkPolyData* curve, vtkImageData* image,
    const int extent[6]);
};

#endif
